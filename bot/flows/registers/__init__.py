"""Registers of dated facts: who may record what about whom, recording it, reading it, reading it in from a file."""

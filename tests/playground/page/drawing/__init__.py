"""Tests of how blocks are drawn."""

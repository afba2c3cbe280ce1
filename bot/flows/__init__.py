"""What happens: starting, answering, finishing, importing. No Slack, no SQL; access.py decides who may."""

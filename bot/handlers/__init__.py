"""What Slack sends us: the doors it comes in by, and what answers each click, command and submission."""

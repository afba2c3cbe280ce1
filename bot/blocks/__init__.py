"""What people see in Slack: pure functions from domain values to Block Kit. Nothing here asks or sends anything."""

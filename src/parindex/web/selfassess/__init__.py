"""The self-assessment desk: filling in, approval, handing in, supplements and replies."""

"""Council work: awards, supplement requests, replies, decisions."""

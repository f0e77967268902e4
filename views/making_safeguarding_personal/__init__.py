"""The page Making Safeguarding Personal, in the order of the Care Act's six principles."""

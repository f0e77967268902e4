"""The page Drill-down: from all families down to the incidents behind one answer."""

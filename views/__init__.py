"""What people see: pages ask questions and lay out charts, charts draw frames, wording speaks."""

"""Many runs of the notebooks from one plan: `plan.read_plan` reads it, `running.run_batch` runs it.

Every run has its own folder below the plan's output; `index` makes the page that compares them, `records`
knows what a whole run is.
"""

"""The part of `dbutils` that tasks have here: widgets, task values, and the end of a notebook.

https://docs.databricks.com/aws/en/dev-tools/databricks-utils
"""

import json

VALUE_BYTES = 48 * 1024


class NotebookExit(BaseException):
    """Ends a notebook with a value. Not an Exception: code that catches those does not hold it up."""

    def __init__(self, value):
        super().__init__(value)
        self.value = value


class InputWidgetNotDefined(Exception):
    """A widget that the notebook did not make and the task has no parameter for."""

    __module__ = "builtins"


class Utility:
    """One group of functions; what is missing raises an error that says so."""

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError("'%s' has no attribute '%s' in the local workspace" % (self._name, name))


class Widgets(Utility):
    """Values by name: the task's parameters go before the defaults that the notebook gives."""

    _name = "dbutils.widgets"

    def __init__(self, parameters):
        self._parameters = dict(parameters)
        self._values = {}

    def text(self, name, defaultValue, label=None):
        self._values[name] = str(defaultValue)

    def dropdown(self, name, defaultValue, choices, label=None):
        if defaultValue not in choices:
            raise ValueError("The default value '%s' of widget '%s' is none of its choices" % (defaultValue, name))
        self._values[name] = str(defaultValue)

    def combobox(self, name, defaultValue, choices, label=None):
        self._values[name] = str(defaultValue)

    def multiselect(self, name, defaultValue, choices, label=None):
        self.dropdown(name, defaultValue, choices, label)

    def get(self, name):
        values = self.getAll()
        if name not in values:
            raise InputWidgetNotDefined("No input widget named %s is defined" % name)
        return values[name]

    def getArgument(self, name, defaultValue=None):
        return self.getAll().get(name, defaultValue)

    def getAll(self):
        return dict(self._values, **self._parameters)

    def remove(self, name):
        self._values.pop(name, None)

    def removeAll(self):
        self._values.clear()


class TaskValues(Utility):
    """Values that a task sets for the tasks after it."""

    _name = "dbutils.jobs.taskValues"

    def __init__(self, ask):
        self._ask = ask

    def set(self, key, value):
        text = json.dumps(value)
        if len(text.encode()) > VALUE_BYTES:
            raise ValueError("The value of task value '%s' has more than 48 KiB" % key)
        self._asked({"op": "setValue", "key": str(key), "value": text})

    def get(self, taskKey, key, default=None, debugValue=None):
        found = self._asked({"op": "getValue", "task": str(taskKey), "key": str(key)})
        if found is not None:
            return json.loads(found)
        if default is None:
            raise ValueError("No task value '%s' of task '%s' was found" % (key, taskKey))
        return default

    def _asked(self, question):
        answer = self._ask(question)
        if "error" in answer:
            raise ValueError(answer["error"]["message"])
        return answer.get("value")


class Jobs(Utility):
    _name = "dbutils.jobs"

    def __init__(self, ask):
        self.taskValues = TaskValues(ask)


class Notebook(Utility):
    _name = "dbutils.notebook"

    def exit(self, value):
        raise NotebookExit(str(value))


class DbUtils(Utility):
    """What user code sees as `dbutils`."""

    _name = "dbutils"

    def __init__(self, ask, parameters):
        self.widgets = Widgets(parameters)
        self.jobs = Jobs(ask)
        self.notebook = Notebook()

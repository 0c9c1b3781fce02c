/** The code of the models of the default seed. A model is a function `predict` of a list of records, instances or inputs. */

/** The code of each version of a model, by the model's full name; the first is that of version 1. */
export const pythonModels: Record<string, string[]> = {
  "workspace.default.flight_delays": [
    `def predict(data):
    return [9.5 for _ in data]
`,
    `def predict(data, params=None):
    """Minutes of delay by distance in miles and hour of departure."""
    shift = float((params or {}).get("shift", 0))
    return [
        round(2 + 0.004 * flight["distance"] + 0.5 * max(0, flight["hour"] - 12) + shift, 2)
        for flight in data
    ]
`,
  ],
  "workspace.default.airport_ranks": [
    `from collections import Counter

def predict(data):
    counted = Counter(flight["origin"] for flight in data)
    return [{"origin": origin, "flights": flights} for origin, flights in counted.most_common()]
`,
  ],
};

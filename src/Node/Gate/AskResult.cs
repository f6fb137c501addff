using Evenhand.Node.Refusals;

namespace Evenhand.Node.Gate;

/// <summary>What became of one ask of several.</summary>
/// <param name="Outcome">Its answer; null where it has none.</param>
/// <param name="Refused">Why it has none; null where it has one.</param>
public readonly record struct AskResult(GateOutcome? Outcome, RequestException? Refused);

using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>A decision of a person on a charge.</summary>
/// <param name="By">Who; empty where nobody was named.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; empty where no reason was given.</param>
public sealed record LineDecision(string By, Moment At, string Reason);

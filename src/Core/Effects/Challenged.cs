using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>What an appeal challenges: a step or an exception by its id, or the line of a statement.</summary>
/// <param name="Id">The id of a step or of a request for an exception; null for a line.</param>
/// <param name="Clause">The slug of a line's clause; null for what has an id.</param>
/// <param name="Cycle">The first day of a line's cycle; null for what has an id.</param>
public readonly record struct Challenged(string? Id, ClauseId? Clause, string? Cycle);

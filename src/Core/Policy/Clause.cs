namespace Evenhand.Core.Policy;

/// <summary>A citable rule of the document.</summary>
/// <param name="Place">Its place among the clauses.</param>
/// <param name="Id">What decisions and lines cite it by.</param>
/// <param name="Title">Its heading.</param>
public sealed record Clause(Place<Clause> Place, ClauseId Id, string Title);

namespace Evenhand.Core.Policy;

/// <summary>A citable rule of the document.</summary>
/// <param name="Place">Its place among the clauses.</param>
/// <param name="Slug">Its stable anchor, as decisions and lines cite it.</param>
/// <param name="Title">Its heading.</param>
public sealed record Clause(Place<Clause> Place, string Slug, string Title);

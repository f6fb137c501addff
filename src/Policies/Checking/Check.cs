using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>
/// What the checks across parts are written with. A part may lack what resolving has found wrong with it, so
/// checks look only at what is there.
/// </summary>
internal abstract class Check(TypedPolicy policy, Reporter report)
{
    protected TypedPolicy Policy => policy;

    /// <summary>Reports about a key of a part.</summary>
    protected void Say(
        TypedClause clause,
        Part part,
        string key,
        string message,
        string? suggestion = null
    ) => report.In(clause.Name.Slug).Say(part.At(key), message, suggestion);

    /// <summary>Reports about a place in a clause.</summary>
    protected void Say(TypedClause clause, Place at, string message, string? suggestion = null) =>
        report.In(clause.Name.Slug).Say(at, message, suggestion);

    /// <summary>Reports about the front matter.</summary>
    protected void SayOfFront(string key, string message, string? suggestion = null) =>
        report.Say(policy.FrontMatter.At(key), message, suggestion);
}

using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>Readings speak of parameters that there are, and each of their alternatives compiles.</summary>
internal sealed class ReadingCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    /// <summary>Checks the readings of all clauses.</summary>
    /// <param name="compile">Compiles a draft, so that its problems can be told.</param>
    public void Run(Func<Draft, Problems> compile)
    {
        foreach (var clause in Policy.Clauses)
        foreach (var reading in clause.Readings)
        {
            if (reading.Find<string>("of") is { } of && !Known(clause, of))
                Unknown(clause, reading.At("of"), of);
            foreach (var alternative in reading.List<Part>("instead"))
                OfAlternative(clause, alternative, compile);
        }
    }

    private void OfAlternative(TypedClause clause, Part alternative, Func<Draft, Problems> compile)
    {
        if (Overrides.Of(Policy.Draft, clause.Name.Slug, alternative, Refuse) is not { } draft)
            return;
        foreach (var problem in compile(draft).InOrder.Take(1))
            Say(
                clause,
                alternative.Node.At,
                $"the alternative does not compile: {problem.Message}",
                problem.Suggestion
            );
        void Refuse(Place at, string path) => Unknown(clause, at, path);
    }

    // The parameter may be one that the rule leaves at its default.
    private bool Known(TypedClause clause, string path)
    {
        var (slug, inner) = Overrides.Split(clause.Name.Slug, path);
        if (Policy.Draft.Find(slug, inner) is not null)
            return true;
        var end = inner.LastIndexOf('.');
        var parent = end < 0 ? "" : inner[..end];
        return Policy.Shapes.GetValueOrDefault((slug, parent))?.Key(inner[(end + 1)..]) is not null;
    }

    private void Unknown(TypedClause clause, Place at, string path)
    {
        var (slug, inner) = Overrides.Split(clause.Name.Slug, path);
        var known = Policy.Parameters.Where(each => each.Clause == slug).Select(each => each.Path);
        Say(clause, at, $"unknown parameter `{path}`", Nearest.Suggestion(inner, known));
    }
}

using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>Every clause does something or says why not; what an account has once is ruled once.</summary>
internal sealed class FormCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    private static readonly string[] Once = ["cap", "pause", "wallet", "end", "export", "amend"];

    public void Run()
    {
        foreach (var clause in Policy.Clauses)
            OfRule(clause);
        foreach (var name in Once)
        foreach (var (clause, part) in Policy.Parts(name).Skip(1))
            Say(clause, part.Node.At, $"a policy has one `{name}` at most");
        foreach (var (clause, pause) in Policy.Parts("pause"))
            if (pause.Find<ClauseName>("when") is not null && !Policy.Parts("cap").Any())
                Say(clause, pause, "when", "there is no cap that could be reached");
        OfPlans();
    }

    private void OfRule(TypedClause clause)
    {
        var rule = clause.Rule;
        var parts = rule.Node.Entries.Count(entry =>
            entry.Key.Text is not ("none" or "because" or "see")
        );
        if (rule.Has("none") && parts > 0)
            Say(
                clause,
                rule,
                "none",
                "the rule says that nothing runs, and has parts",
                "remove `none`"
            );
        if (rule.Find<string>("none") is { } none)
            OfNone(clause, none);
        else if (parts == 0 && clause.Draft.Text.Blocks.Any(block => block.Kind == BlockKind.Rule))
            Say(
                clause,
                rule.Node.At,
                "the rule is empty",
                "when nothing runs, say `none: intent` and `because:`"
            );
    }

    private void OfNone(TypedClause clause, string none)
    {
        if (!clause.Rule.Has("because"))
            Say(clause, clause.Rule, "none", "`none` needs a reason", "add `because:`");
        if (none == "by others" && !clause.Rule.Has("see") && clause.Rule.Node["see"] is null)
            Say(
                clause,
                clause.Rule,
                "none",
                "`none: by others` needs the clause that does it",
                "add `see:`"
            );
    }

    private void OfPlans()
    {
        var front = Policy.FrontMatter;
        if (
            Policy.Names.Plans.Length > 0
            && !front.Has("plans")
            && front.Node["default-plan"] is null
        )
            SayOfFront(
                "policy",
                "the document has plans, but not for whom",
                "add `default-plan: NAME` or `plans: required`"
            );
        if (Policy.Names.Plans.IsEmpty && front.Has("plans"))
            SayOfFront("plans", "the document has no plans", "add a `yaml plan` block");
    }
}

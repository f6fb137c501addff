using Evenhand.Core.Policy;
using Evenhand.Policies.Emitting;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>What speaks or pays while a cycle goes on needs an allowance that is drawn then.</summary>
internal sealed class DrawingCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    /// <summary>What would pay or tell something wrong, in an alternative of a reading too.</summary>
    public void Rules()
    {
        foreach (var (clause, part) in Policy.Parts("wallet"))
            if (part.Find<ClauseName>("less") is { } name)
                OfWallet(clause, part, name);
        foreach (var (clause, part) in Policy.Parts("notify"))
            if (part.Find<ClauseName>("of") is { } name && Policy.AllowanceOf(name) is { } drawn)
                OfNotices(clause, part, name, drawn);
    }

    /// <summary>An alternative of a reading may do without notices and caps: then nothing is said before the close.</summary>
    public void Document()
    {
        foreach (var (clause, part) in Policy.Parts("notify", "cap"))
            if (part.Find<ClauseName>("of") is { } name && Policy.AllowanceOf(name) is { } drawn)
                if (drawn.Get("drawn", Drawing.AtClose) == Drawing.AtClose)
                    Say(
                        clause,
                        part,
                        "of",
                        $"`{name.Slug}` is set against usage only when the cycle closes",
                        "say `drawn: in order` there"
                    );
    }

    private void OfWallet(TypedClause clause, Part part, ClauseName name)
    {
        if (Policy.AllowanceOf(name) is not { } allowance)
            return;
        if (allowance.Get("drawn", Drawing.AtClose) != Drawing.InOrder)
            Say(
                clause,
                part,
                "less",
                $"a wallet pays act by act, and `{name.Slug}` is set against usage when the cycle closes",
                "say `drawn: in order` there"
            );
        var meter = Policy.MeterOf(Policy.Clauses[name.Place], allowance);
        if (Covers.InOrder(Policy).First(cover => cover.Meter == meter).Part != allowance)
            Say(
                clause,
                part,
                "less",
                $"other clauses take of an act before `{name.Slug}` does, and the wallet would pay for it",
                $"put `{name.Slug}` first with `order`"
            );
    }

    private void OfNotices(TypedClause clause, Part part, ClauseName name, Part allowance)
    {
        if (allowance.Get("per", false))
            Say(
                clause,
                part,
                "of",
                $"notices tell of one pool, and `{name.Slug}` has one for each key",
                "say `per: account` there"
            );
        if (TypedPolicy.TakesAverage(allowance))
            Say(
                clause,
                part,
                "of",
                $"how much `{name.Slug}` includes is an average, which is not known before the cycle ends",
                "say `taken: highest` there"
            );
    }
}

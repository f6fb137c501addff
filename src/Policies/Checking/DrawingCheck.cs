using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>
/// What speaks while a cycle goes on needs an allowance that is drawn then. An alternative of a reading may do
/// without: then nothing is said before the close.
/// </summary>
internal sealed class DrawingCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    public void Run()
    {
        foreach (var (clause, part) in Policy.Parts("notify", "cap"))
            OfDrawing(clause, part, "of");
        foreach (var (clause, part) in Policy.Parts("wallet"))
            OfDrawing(clause, part, "less");
    }

    private void OfDrawing(TypedClause clause, Part part, string key)
    {
        if (part.Find<ClauseName>(key) is { } name && Policy.AllowanceOf(name) is { } allowance)
            if (allowance.Get("drawn", Drawing.AtClose) == Drawing.AtClose)
                Say(
                    clause,
                    part,
                    key,
                    $"`{name.Slug}` is set against usage only when the cycle closes",
                    "say `drawn: in order` there"
                );
    }
}

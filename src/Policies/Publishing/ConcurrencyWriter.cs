using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Publishing;

/// <summary>How many acts may go on at once, in words.</summary>
internal static class ConcurrencyWriter
{
    public static void Write(Html html, TypedClause clause)
    {
        foreach (var part in clause.Parts("concurrency"))
            if (part.Find<Quantity>("amount") != Quantity.Unbounded)
                html.Open("p", ("class", "note")).Say(Note(part)).End("p");
    }

    private static string Note(Part part)
    {
        var each = Yaml.Word(part.Node["for-each"]) switch
        {
            "licensed" => " for each licence",
            "full" => " for each full licence",
            _ => "",
        };
        var most = Wording.Quantity(Yaml.Inline(part.Node["amount"]!));
        return $"At most {most} may go on at once{each}. One goes on from the answer that reserves it until it is settled, "
            + "released or expires; what would be more is refused, and told when the next place is free at the latest.";
    }
}

using Evenhand.Core.Effects;
using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>What the figures of a case are called.</summary>
public static class FigureName
{
    /// <summary>One of the names of <see cref="NamedFigure"/>, in words; one of which no case is told as it stands.</summary>
    public static string Of(string name, Language say) =>
        name switch
        {
            NamedFigure.Meter => say["Meter"],
            NamedFigure.Used => say["Used"],
            NamedFigure.Limit => say["Limit"],
            NamedFigure.Average => say["Average"],
            NamedFigure.Of => say["Of what"],
            NamedFigure.Part => say["Part"],
            NamedFigure.Whole => say["Whole"],
            NamedFigure.Ratio => say["Ratio"],
            NamedFigure.Said => say["Value"],
            NamedFigure.Median => say["Median"],
            NamedFigure.Accounts => say["Accounts"],
            NamedFigure.Floor => say["Nothing is judged up to"],
            NamedFigure.Clause => say["Clause"],
            NamedFigure.Title => say["Title"],
            NamedFigure.Count => say["How often"],
            NamedFigure.Days => say["In how many days"],
            NamedFigure.Cycles => say["In how many cycles"],
            NamedFigure.By => say["Reported by"],
            NamedFigure.About => say["Report"],
            _ => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' '),
        };
}

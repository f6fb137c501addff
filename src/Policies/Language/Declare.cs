namespace Evenhand.Policies.Language;

/// <summary>The forms in which the vocabulary is declared.</summary>
internal static class Declare
{
    public static RulePart Part(string name, string doc, params Key[] keys) =>
        Part(new Shape(name, doc, [.. keys]));

    public static RulePart Part(Shape shape) => new(shape);

    public static Key Key(string name, Kind kind, string doc = "") => new(name, kind, doc);
}

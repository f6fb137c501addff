using System.Collections.Frozen;
using System.Text.RegularExpressions;
using System.Xml;

namespace Evenhand.Server.Branding;

/// <summary>
/// Whether an SVG holds shapes, gradients and what they are called, and nothing else: nothing that runs, nothing that fetches, no
/// style. What is let through is listed; all else is refused by name.
/// </summary>
public static partial class SvgShapes
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private static readonly FrozenSet<string> Elements = FrozenSet.ToFrozenSet([
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
    ]);

    private static readonly FrozenSet<string> Attributes = FrozenSet.ToFrozenSet(
        (
            "id version viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform preserveAspectRatio role "
            + "fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray "
            + "stroke-dashoffset stroke-opacity opacity color clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits "
            + "offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod vector-effect shape-rendering"
        ).Split(' ')
    );

    /// <summary>What may not stand in it, as half a sentence with its line; null where nothing is wrong.</summary>
    public static string? Wrong(byte[] content)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = LogoFile.MostBytes,
        };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), settings);
            while (reader.Read())
                if (WrongAt(reader) is { } wrong)
                    return $"line {((IXmlLineInfo)reader).LineNumber}: {wrong}";
            return null;
        }
        catch (XmlException error)
        {
            return $"is no SVG that can be read: {error.Message.TrimEnd('.')}";
        }
    }

    private static string? WrongAt(XmlReader reader) =>
        reader.NodeType switch
        {
            XmlNodeType.Element => WrongElement(reader),
            XmlNodeType.ProcessingInstruction => $"<?{reader.Name}?> may not stand in a logo",
            _ => null,
        };

    private static string? WrongElement(XmlReader reader)
    {
        if (reader.Depth == 0 && reader.LocalName != "svg")
            return $"<{reader.Name}> is no SVG";
        if (reader.NamespaceURI != Namespace || !Elements.Contains(reader.LocalName))
            return $"<{reader.Name}> may not stand in a logo, which has shapes alone";
        while (reader.MoveToNextAttribute())
            if (!IsFine(reader))
                return $"{reader.Name} may not stand in a logo";
        return null;
    }

    private static bool IsFine(XmlReader attribute) =>
        attribute.Prefix == "xmlns"
        || attribute.Name == "xmlns"
        || attribute.Name == "xml:space"
        || attribute.NamespaceURI.Length == 0
            && Attributes.Contains(attribute.LocalName)
            && (
                !attribute.Value.Contains("url", StringComparison.OrdinalIgnoreCase)
                || Own().IsMatch(attribute.Value)
            )
            && !attribute.Value.Contains('\\');

    /// <summary>A part of the same picture.</summary>
    [GeneratedRegex(@"^url\(#[A-Za-z][\w-]*\)$")]
    private static partial Regex Own();
}

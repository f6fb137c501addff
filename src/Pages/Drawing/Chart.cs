using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Pages.Drawing;

/// <summary>The figures of the interactive chart: what the days of a billing month added up to, beside what that is held against.</summary>
/// <param name="Day">What a day is called.</param>
/// <param name="Days">The days, as they are written.</param>
/// <param name="Lines">The lines, each with a value a day.</param>
public sealed record Chart(string Day, ImmutableArray<string> Days, ImmutableArray<ChartLine> Lines)
{
    /// <summary>As the script reads it.</summary>
    public string Write() => JsonSerializer.Serialize(this, ChartJson.Default.Chart);
}

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Look">How it is drawn.</param>
/// <param name="Values">A value a day; null where there is none.</param>
public sealed record ChartLine(string Name, ChartLook Look, ImmutableArray<decimal?> Values);

/// <summary>How a line is drawn; the script has its colours by these numbers.</summary>
public enum ChartLook
{
    /// <summary>What is used.</summary>
    Used,

    /// <summary>What was used in the month before.</summary>
    Before,

    /// <summary>What is included.</summary>
    Included,

    /// <summary>An even pace to that.</summary>
    Even,

    /// <summary>What is allowed.</summary>
    Limit,
}

/// <summary>A chart in JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Chart))]
internal sealed partial class ChartJson : JsonSerializerContext;

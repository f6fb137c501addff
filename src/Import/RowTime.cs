using NodaTime;

namespace Evenhand.Import;

/// <summary>A time of a row as recorded, and as shifted; or why it cannot be told.</summary>
internal sealed record RowTime(Instant Actual, Instant Shifted, string? Fault)
{
    public static RowTime Bad(string fault) => new(default, default, fault);
}

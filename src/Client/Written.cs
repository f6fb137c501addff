using System.Globalization;

namespace Evenhand.Client;

/// <summary>Values as they stand in a request.</summary>
internal static class Written
{
    /// <summary>Plain notation, without exponent or trailing zeros.</summary>
    public static string Quantity(decimal quantity) =>
        quantity.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>
    /// One segment of a path. A dot or two would be taken as steps in the path, and thereby name something else.
    /// </summary>
    /// <exception cref="ArgumentException">The id is empty, a dot or two dots.</exception>
    public static string Segment(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return id is "." or ".."
            ? throw new ArgumentException($"\"{id}\" cannot be an id.", nameof(id))
            : Uri.EscapeDataString(id);
    }

    /// <summary>A query of what is given, with its question mark; empty when nothing is.</summary>
    public static string Query(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var query = "";
        foreach (var (name, value) in parts)
        {
            if (value is not null)
                query += $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        }
        return query;
    }
}

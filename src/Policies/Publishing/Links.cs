namespace Evenhand.Policies.Publishing;

/// <summary>Which addresses a page may link to.</summary>
internal static class Links
{
    private static readonly string[] Schemes = ["https:", "http:", "mailto:"];

    /// <summary>Whether following it runs nothing: a web address, a mail address, or a place without a scheme.</summary>
    public static bool IsSafe(string? url) =>
        !string.IsNullOrEmpty(url)
        && !url.Any(char.IsControl)
        && (
            Schemes.Any(scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            || !url.Contains(':', StringComparison.Ordinal)
        );

    /// <summary>The address that a contact is reached at, or null for one that is only words.</summary>
    public static string? Of(string contact)
    {
        if (contact.Contains(' ', StringComparison.Ordinal))
            return null;
        if (contact.StartsWith("https://", StringComparison.Ordinal))
            return contact;
        return contact.Contains('@', StringComparison.Ordinal) && IsSafe($"mailto:{contact}")
            ? $"mailto:{contact}"
            : null;
    }
}

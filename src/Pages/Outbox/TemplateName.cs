namespace Evenhand.Pages.Outbox;

/// <summary>Which template of letters.</summary>
/// <param name="Policy">The policy; empty for all that have none of their own.</param>
/// <param name="Language">The language, BCP 47.</param>
/// <param name="Kind">The kind of notice; <see cref="Any"/> for all that have none of their own.</param>
public sealed record TemplateName(string Policy, string Language, string Kind)
{
    /// <summary>The kind that stands for all.</summary>
    public const string Any = "notice";

    /// <summary>The list.</summary>
    public const string List = "/console/templates";

    /// <summary>The page of one.</summary>
    public const string One = List + "/text";

    /// <summary>Where a wording is taken back.</summary>
    public const string Drop = List + "/drop";

    /// <summary>As a file of the folder is named, without its ending.</summary>
    public string Path => (Policy.Length > 0 ? Policy + "/" : "") + $"{Language}/{Kind}";

    /// <summary>Its page.</summary>
    public string Address =>
        $"{One}?policy={Uri.EscapeDataString(Policy)}&tag={Uri.EscapeDataString(Language)}&kind={Uri.EscapeDataString(Kind)}";

    /// <summary>The template of a path.</summary>
    public static TemplateName Of(string path)
    {
        var parts = path.Split('/');
        return new(parts.Length > 2 ? parts[^3] : "", parts[^2], parts[^1]);
    }
}

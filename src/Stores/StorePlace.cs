using System.Collections.Immutable;

namespace Evenhand.Stores;

/// <summary>
/// Where a store lies, as it is written in a setting: <c>file:DIR</c>, or a provider's scheme with a bucket, what keys in it begin with, and terms:
/// <c>s3://BUCKET/PREFIX?region=eu-central-1&amp;cold=GLACIER</c>. No secret is part of it.
/// </summary>
public sealed record StorePlace
{
    private const string InFolder = "file:";
    private const string Forms =
        "it takes file: and a folder, or s3://, azure:// or gcs:// with BUCKET/PREFIX and terms such as ?region=eu-central-1&cold=GLACIER";

    private static readonly Dictionary<string, string[]> Terms = new()
    {
        ["s3"] = ["region", "endpoint", "path-style", "cold"],
        ["azure"] = ["account", "endpoint", "cold"],
        ["gcs"] = ["endpoint", "cold"],
    };

    private StorePlace(string scheme, string container) =>
        (Scheme, Container) = (scheme, container);

    /// <summary>What is spoken there: <c>file</c>, <c>s3</c>, <c>azure</c> or <c>gcs</c>.</summary>
    public string Scheme { get; }

    /// <summary>The folder, the bucket or the container.</summary>
    public string Container { get; }

    /// <summary>What keys in a bucket begin with: nothing, or a name that ends in a slash.</summary>
    public string Prefix { get; private init; } = "";

    private ImmutableDictionary<string, string> Said { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>A folder.</summary>
    public static StorePlace Folder(string path) =>
        path.Length > 0
            ? new StorePlace("file", path)
            : throw new FormatException("it takes file: and a folder");

    /// <summary>Reads a place as it is written.</summary>
    /// <exception cref="FormatException">It is none; the message says what would be.</exception>
    public static StorePlace Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(InFolder, StringComparison.Ordinal))
            return Folder(text[InFolder.Length..]);
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri is not { UserInfo: "", IsDefaultPort: true, Fragment: "", Host.Length: > 0 }
            || !Terms.TryGetValue(uri.Scheme, out var known)
        )
            throw new FormatException(Forms);
        var place = new StorePlace(uri.Scheme, uri.Host)
        {
            Prefix = uri.AbsolutePath.Trim('/') is { Length: > 0 } path
                ? Uri.UnescapeDataString(path) + '/'
                : "",
            Said = TermsOf(uri.Query, known),
        };
        place.Check();
        return place;
    }

    /// <summary>A term; null where it is not said.</summary>
    public string? Term(string name) => Said.GetValueOrDefault(name);

    /// <summary>A term that is an address; null where it is not said.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public Uri? Address(string name) =>
        Term(name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", Query: "", UserInfo: "" }
            ? uri
        : throw new FormatException($"{name} takes an address such as https://s3.example.com");

    /// <summary>A term that is yes or no; no where it is not said.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public bool Is(string name) =>
        Term(name) switch
        {
            null or "no" => false,
            "yes" => true,
            _ => throw new FormatException($"{name} takes yes or no"),
        };

    /// <inheritdoc/>
    public override string ToString() =>
        Scheme == "file" ? InFolder + Container : $"{Scheme}://{Container}/{Prefix}";

    private void Check()
    {
        Address("endpoint");
        Is("path-style");
    }

    private static ImmutableDictionary<string, string> TermsOf(string query, string[] known)
    {
        var said = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var term in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = term.Split('=', 2) is [var before, { Length: > 0 } after]
                ? (before, Uri.UnescapeDataString(after))
                : (term, "");
            if (value.Length == 0 || !known.Contains(name) || !said.TryAdd(name, value))
                throw new FormatException(
                    $"{name} is no term of it, or is said twice or without a value; it has {string.Join(", ", known)}"
                );
        }
        return said.ToImmutable();
    }
}

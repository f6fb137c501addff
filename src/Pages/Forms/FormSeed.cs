using System.Security.Cryptography;
using System.Text;

namespace Evenhand.Pages.Forms;

/// <summary>What the forms of one page are made with.</summary>
/// <param name="Token">The text that shows that the page was given to this session.</param>
/// <param name="Start">What the ids of its acts begin with; another for each page that is made.</param>
public sealed record FormSeed(string Token, string Start)
{
    /// <summary>Characters of a hash that are enough to tell the forms of a page apart.</summary>
    private const int Mark = 12;

    /// <summary>For pages without forms.</summary>
    public static readonly FormSeed None = new("", "");

    /// <summary>What was done just now; null where nothing was.</summary>
    public string? Said { get; init; }

    /// <summary>The form that was refused; null where none was.</summary>
    public RefusedForm? Refused { get; init; }

    /// <summary>The id of the act of a form: of one that was refused the same again, else one of its own.</summary>
    /// <param name="action">Where the form is sent to.</param>
    public string IdOf(string action) =>
        RefusalOf(action) is { Id.Length: > 0 } refused
            ? refused.Id
            : $"{Start}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(action)))[..Mark]}";

    /// <summary>Why a form was refused; null where it was not.</summary>
    public RefusedForm? RefusalOf(string action) => Refused?.Action == action ? Refused : null;

    /// <summary>What a field of a form shows: what was filled in before, else what is given.</summary>
    public string ValueOf(string action, string field, string given = "") =>
        RefusalOf(action) is { } refused
            ? refused.Values.GetValueOrDefault(field, []) is [var value, ..]
                ? value
                : ""
            : given;

    /// <summary>Whether a box of a form is ticked: as it was before, else as is given.</summary>
    public bool IsTicked(string action, string field, string value, bool given = false) =>
        RefusalOf(action) is { } refused
            ? refused.Values.GetValueOrDefault(field, []).Contains(value)
            : given;
}

/// <summary>A form that was refused.</summary>
/// <param name="Action">Where it was sent to.</param>
/// <param name="Id">The id of its act.</param>
/// <param name="Why">Why, in sentences.</param>
/// <param name="Values">What was filled in, by field.</param>
public sealed record RefusedForm(
    string Action,
    string Id,
    string Why,
    IReadOnlyDictionary<string, string[]> Values
);

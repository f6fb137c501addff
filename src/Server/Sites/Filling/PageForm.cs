using System.Globalization;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Evenhand.Server.Access;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Evenhand.Server.Sites.Filling;

/// <summary>A form of a page. Where there is a session it was made for that one; there is no other way to one then.</summary>
internal sealed class PageForm
{
    private const int MostBytes = 1 << 18;

    /// <summary>The longest id of an act.</summary>
    private const int LongestId = 100;

    /// <summary>What the names of fields begin with that hold secrets.</summary>
    private static readonly string[] Secrets = ["password", "code", "secret"];

    private readonly Dictionary<string, StringValues> fields;

    private PageForm(Dictionary<string, StringValues> fields) => this.fields = fields;

    /// <summary>Reads the form of a request.</summary>
    /// <exception cref="RequestException">It is none, or was not made for this session.</exception>
    public static async Task<PageForm> ReadAsync(
        HttpContext context,
        BodyReader bodies,
        Sessions sessions
    )
    {
        var form = await ReadOpenAsync(context, bodies, MostBytes);
        if (!sessions.IsFormToken(context, form.Text("form")))
            throw new RequestException(
                Core.Codes.Code.Role,
                Language.Key(
                    "this form was not made in this session, or lay open for too long: go back, load the page anew and send it from there"
                )
            );
        return form;
    }

    /// <summary>Reads the form of a page that is opened by a link and has no session: the link alone says whose it is.</summary>
    /// <exception cref="RequestException">It is none, or too large.</exception>
    public static async Task<PageForm> ReadOpenAsync(
        HttpContext context,
        BodyReader bodies,
        int mostBytes
    )
    {
        Media.Of(context.Request, Media.Form);
        using var body = await bodies.ReadAsync(context, mostBytes);
        return new PageForm(Fields(body.Bytes));
    }

    /// <summary>The id of its act.</summary>
    /// <exception cref="RequestException">It has none.</exception>
    public string Id =>
        GivenId ?? throw Refusal.Malformed(Language.Key("the form has no id of its act"));

    /// <summary>The id of its act; null where it has none.</summary>
    public string? GivenId => Text("id") is { Length: > 0 and <= LongestId } id ? id : null;

    /// <summary>The revision of a text that the form goes on from; null where it names none.</summary>
    public int? GivenRevision =>
        int.TryParse(Text("revision"), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The same.</summary>
    /// <exception cref="RequestException">It names none.</exception>
    public int Revision =>
        GivenRevision
        ?? throw Refusal.Malformed(
            Language.Key("which revision it goes on from is a whole number")
        );

    /// <summary>What stands in a field; empty where it is empty or not there.</summary>
    public string Text(string name) =>
        fields.TryGetValue(name, out var values) ? Plain(values.ToString()) : "";

    /// <summary>All that is ticked under a name.</summary>
    public IReadOnlyList<string> All(string name) =>
        fields.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>What stands in a field to the letter: a password may begin with a blank.</summary>
    public string Secret(string name) => fields.GetValueOrDefault(name).ToString();

    /// <summary>All that was filled in, to be shown again; a secret never is.</summary>
    public IReadOnlyDictionary<string, string[]> Values =>
        fields
            .Where(each => each.Key is not ("form" or "id") && !Secrets.Any(each.Key.StartsWith))
            .ToDictionary(each => each.Key, each => each.Value.OfType<string>().ToArray());

    // Browsers end lines with two characters.
    private static string Plain(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    private static Dictionary<string, StringValues> Fields(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new FormReader(System.Text.Encoding.UTF8.GetString(bytes.Span));
            return reader.ReadForm();
        }
        catch (InvalidDataException)
        {
            throw Refusal.Malformed(Language.Key("the form has too many fields, or too long ones"));
        }
    }
}

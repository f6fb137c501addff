using Evenhand.Node.Refusals;
using Evenhand.Server.Access;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Evenhand.Server.Sites;

/// <summary>A form that was sent from a page of the session that sends it: there is no other way to one.</summary>
internal sealed class PageForm
{
    private const int MostBytes = 1 << 18;

    /// <summary>The longest id of an act.</summary>
    private const int LongestId = 100;

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
        Media.Of(context.Request, Media.Form);
        using var body = await bodies.ReadAsync(context, MostBytes);
        var form = new PageForm(Fields(body.Bytes));
        if (!sessions.IsFormToken(context, form.Text("form")))
            throw new RequestException(
                Core.Codes.Code.Role,
                "this form was not made in this session, or lay open for too long: go back, load the page anew and send it from there"
            );
        return form;
    }

    /// <summary>The id of its act.</summary>
    /// <exception cref="RequestException">It has none.</exception>
    public string Id =>
        Text("id") is { Length: > 0 and <= LongestId } id
            ? id
            : throw Refusal.Malformed("the form has no id of its act");

    /// <summary>What stands in a field; empty where it is empty or not there.</summary>
    public string Text(string name) =>
        fields.TryGetValue(name, out var values) ? Plain(values.ToString()) : "";

    /// <summary>All that is ticked under a name.</summary>
    public IReadOnlyList<string> All(string name) =>
        fields.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>All that was filled in, to be shown again.</summary>
    public IReadOnlyDictionary<string, string[]> Values =>
        fields
            .Where(each => each.Key is not ("form" or "id"))
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
            throw Refusal.Malformed("the form has too many fields, or too long ones");
        }
    }
}

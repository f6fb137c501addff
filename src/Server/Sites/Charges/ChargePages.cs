using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Notation;
using Evenhand.Pages.Console;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Evenhand.Core.Stream.BuiltIns.Kind;

namespace Evenhand.Server.Sites.Charges;

/// <summary>Charges that wait, confirmed or let go together: each is an act of its own.</summary>
internal sealed class ChargePages(
    EvenhandNode node,
    ChargeReads charges,
    ConsoleFrames frames,
    PageForms forms
)
{
    private const string At = "/console/charges";
    private const int MostLines = 200;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(At, context => PageAsync(context)).ExcludeFromDescription();
        forms.Map(
            routes,
            At,
            Visits.ReaderOf,
            async (context, form) => (At, await DecideAsync(context, form)),
            PageAsync
        );
    }

    private Task PageAsync(HttpContext context, RefusedForm? refused = null)
    {
        var key = Caller.Of(context).Key;
        var after = context.Request.Query["after"].ToString() is { Length: > 0 } text ? text : null;
        var all = context.Request.Query["all"] == "1";
        var (rows, next) = charges.Page(after, key, Visits.LanguageOf(context));
        return Html.SendAsync<ChargesPage>(
            context,
            (nameof(ChargesPage.Frame), frames.Of(context, refused)),
            (nameof(ChargesPage.Rows), rows),
            (nameof(ChargesPage.MayDecide), key.Roles.Overlaps(ActTable.Of(Confirmed)!.Roles)),
            (nameof(ChargesPage.AllTicked), all),
            (nameof(ChargesPage.After), after),
            (
                nameof(ChargesPage.More),
                next is null ? null : $"{At}?after={Uri.EscapeDataString(next)}"
            )
        );
    }

    private async Task<string> DecideAsync(HttpContext context, PageForm form)
    {
        var say = Visits.LanguageOf(context);
        var confirms = form.Text("decision") switch
        {
            "confirm" => true,
            "waive" => false,
            _ => throw Refusal.Malformed(
                Language.Key("the form does not say whether to confirm or to let go")
            ),
        };
        var named = form.All("line").Distinct().ToArray();
        if (named.Length is 0 or > MostLines)
            throw Refusal.Malformed(say["tick from 1 to {0} charges", MostLines]);
        if (form.Text("reason").Length == 0)
            throw Refusal.Malformed(Language.Key("it takes a reason, in words"));
        var row = ActTable.Of(confirms ? Confirmed : Waived)!;
        var refused = new List<string>();
        foreach (var name in named)
            if (await OneAsync(row, name, form, context) is { } why)
                refused.Add(why);
        var done = named.Length - refused.Count;
        var said = confirms
            ? say.Count(done, "{0} charge is confirmed.|{0} charges are confirmed.")
            : say.Count(done, "{0} charge is let go.|{0} charges are let go.");
        return refused.Count == 0
            ? said
            : throw new RequestException(
                Code.Refused,
                $"{said} {say.Count(refused.Count, "{0} charge was not: {1}|{0} charges were not: {1}", string.Join("; ", refused.Distinct()))}"
            );
    }

    /// <summary>Decides on one line; why not, where that is not possible. None stands in another's way.</summary>
    private async Task<string?> OneAsync(
        ActRow row,
        string name,
        PageForm form,
        HttpContext context
    )
    {
        var reader = Visits.ReaderOf(context);
        if (ChargeRow.Named(name) is not { } line)
            return reader.Say["no line of this name"];
        try
        {
            if (node.Account(new AccountId(line.Account)) is not { IsOpened: true })
                throw Refusal.NoAccount();
            await node.Acts.ActAsync(
                row,
                new ActOrder(
                    new AccountId(line.Account),
                    IdOf(form.Id, name),
                    new Dictionary<string, string>
                    {
                        ["cycle"] = line.Cycle,
                        ["clause"] = line.Clause,
                    },
                    new JsonObject { ["reason"] = form.Text("reason") }
                ),
                Caller.Of(context).Key
            );
            return null;
        }
        catch (RequestException refused)
        {
            return reader.Say[
                "{0}, {1} of the month from {2}: {3}",
                line.Account,
                line.Clause,
                line.Cycle,
                SpokenRefusals.Of(refused, reader).TrimEnd('.')
            ];
        }
    }

    /// <summary>The id of the act on one line: the same for the same form, in whatever order it names them.</summary>
    private static string IdOf(string form, string line) =>
        $"{form}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))[..12]}";
}

using Evenhand.Core.Effects;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Reads;
using Evenhand.Pages.Console;
using Evenhand.Pages.Desk;
using Evenhand.Pages.Figures;
using Evenhand.Replay.Output;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Console;

/// <summary>The box on every page: accounts, cases, policies and clauses by a text.</summary>
internal sealed class FindPages(EvenhandNode node, ConsoleFrames frames)
{
    private const string At = "/console/find";
    private const int MostOfEach = 20;
    private const string PoliciesLanguage = "en";
    private const int LongestText = 100;

    /// <summary>So many cases are looked through: those that are most urgent.</summary>
    private const int MostCases = 2_000;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(At, PageAsync).ExcludeFromDescription();

    private Task PageAsync(HttpContext context)
    {
        var say = Visits.LanguageOf(context);
        var text = context.Request.Query["q"].ToString().Trim();
        text = text.Length > LongestText ? text[..LongestText] : text;
        IReadOnlyList<(string, IReadOnlyList<Found>)> groups =
            text.Length == 0
                ? []
                :
                [
                    (say["Accounts"], Accounts(text)),
                    (say["Cases"], Cases(text, say)),
                    (say["Policies"], Clauses(text)),
                ];
        return Html.SendAsync<FindPage>(
            context,
            (nameof(FindPage.Frame), frames.Of(context)),
            (nameof(FindPage.Text), text),
            (nameof(FindPage.Groups), groups)
        );
    }

    private IReadOnlyList<Found> Accounts(string text) =>
        [
            .. from id in node.Looks.Find(text, MostOfEach)
            let account = node.Account(id)
            where account is not null
            select new Found(
                $"/console/accounts/{Uri.EscapeDataString(id.Text)}",
                account.Name.Length > 0 ? account.Name : id.Text,
                string.Join(
                    " · ",
                    new[] { id.Text, account.Policy, account.Plan }.Where(each => each.Length > 0)
                )
            ),
        ];

    private IReadOnlyList<Found> Cases(string text, Language say) =>
        [
            .. node
                .Standing.Cases(new CaseQuery(null, null, null, null, null), null, MostCases)
                .Items.Where(each =>
                    Has(each.Case.Id, text)
                    || each.Account.Text.StartsWith(text, StringComparison.Ordinal)
                )
                .Take(MostOfEach)
                .Select(each => new Found(
                    DeskItem.AddressOf(each.Account.Text, each.Case.Id),
                    TitleOf(each.Case.Policy, each.Case.Clause.Slug),
                    $"{each.Account.Text} · {say["opened {0}", Reader.Long(DayOf(each.Case.Opened), say)]} · {WordOf(each.Case.State, say)}",
                    PoliciesLanguage
                )),
        ];

    private IReadOnlyList<Found> Clauses(string text) =>
        [
            .. (
                from version in Holding()
                from clause in version.Version.Clauses
                where Has(clause.Title, text) || Has(version.Version.Name, text)
                select new Found(
                    $"/policies/{Uri.EscapeDataString(version.Version.Name)}?version={Uri.EscapeDataString(version.Version.Version)}#{clause.Id.Slug}",
                    clause.Title,
                    $"{version.Version.Name} {version.Version.Version}",
                    PoliciesLanguage
                )
            ).Take(MostOfEach),
        ];

    /// <summary>The versions that are in force.</summary>
    private IEnumerable<Node.Policies.PublishedPolicy> Holding()
    {
        var shelf = new Shelf(node.Policies(), node.Clock);
        return shelf.Names.Select(shelf.InForce).OfType<Node.Policies.PublishedPolicy>();
    }

    private string TitleOf(string policy, string clause) =>
        Holding()
            .FirstOrDefault(each => each.Version.Name == policy)
            ?.Version.Clauses.FirstOrDefault(each => each.Id.Slug == clause)
            ?.Title
        ?? clause;

    private static DateOnly DayOf(Core.Time.Moment moment) =>
        DateOnly.FromDateTime(Instants.Of(moment).Date);

    private static string WordOf(CaseState state, Language say) =>
        state switch
        {
            CaseState.Open => say["open"],
            CaseState.Found => say["established"],
            CaseState.Dismissed => say["dismissed"],
            _ => say["closed by itself"],
        };

    private static bool Has(string words, string text) =>
        words.Contains(text, StringComparison.OrdinalIgnoreCase);
}

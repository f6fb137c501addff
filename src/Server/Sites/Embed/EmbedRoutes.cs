using System.Collections.Immutable;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Embed;
using Evenhand.Server.Access;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Embed;

/// <summary>Four elements of the portal, each a document of its own that a frame shows.</summary>
/// <param name="reads">What they show.</param>
/// <param name="origins">The origins whose pages may show them.</param>
internal sealed class EmbedRoutes(SiteReads reads, ImmutableArray<string> origins)
{
    private const int NoticesOfAFrame = 10;

    /// <summary>The patterns of all elements.</summary>
    public static readonly ImmutableArray<string> Patterns =
    [
        .. EmbedLinks.Elements.Select(element =>
            element == EmbedLinks.Allowance
                ? $"{EmbedLinks.Page}/{element}/{{clause}}"
                : $"{EmbedLinks.Page}/{element}"
        ),
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (
            var (pattern, page) in Patterns.Zip<string, RequestDelegate>([
                UsageAsync,
                AllowanceAsync,
                BillAsync,
                NoticesAsync,
            ])
        )
            routes
                .MapGet(pattern, page)
                .WithMetadata(new FramedBy(origins))
                .ExcludeFromDescription();
    }

    private Task UsageAsync(HttpContext context)
    {
        var frame = Frame(context);
        return SendAsync<UsageElement>(
            context,
            (nameof(UsageElement.Frame), frame),
            (nameof(UsageElement.Rows), reads.Rows(frame))
        );
    }

    private Task AllowanceAsync(HttpContext context)
    {
        var frame = Frame(context);
        var rows = reads.Rows(frame, Html.Value(context, "clause"));
        return SendAsync<AllowanceElement>(
            context,
            (nameof(AllowanceElement.Frame), frame),
            (nameof(AllowanceElement.Rows), rows),
            (nameof(AllowanceElement.Series), reads.Series(frame, rows))
        );
    }

    private Task BillAsync(HttpContext context)
    {
        var frame = Frame(context);
        var bills = reads.Bills(frame.Account.Id, frame.Reader.Say);
        return SendAsync<BillElement>(
            context,
            (nameof(BillElement.Frame), frame),
            (nameof(BillElement.Bill), bills.OrderBy(each => each.Running).FirstOrDefault())
        );
    }

    private Task NoticesAsync(HttpContext context)
    {
        var frame = Frame(context);
        return SendAsync<NoticesElement>(
            context,
            (nameof(NoticesElement.Frame), frame),
            (
                nameof(NoticesElement.Notices),
                reads.Notices(frame.Account.Id, null, NoticesOfAFrame).Items
            ),
            (nameof(NoticesElement.Opened), reads.Opened(frame.Account.Id))
        );
    }

    private Task SendAsync<TPage>(
        HttpContext context,
        params (string Name, object? Value)[] parameters
    )
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        Html.SendFramedAsync<TPage>(context, origins, parameters);

    private AccountFrame Frame(HttpContext context) =>
        reads.Frame(Caller.Of(context).Key.Account.Text, Visits.LanguageOf(context));
}

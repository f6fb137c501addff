using Evenhand.Core.Effects;
using Evenhand.Node;
using Evenhand.Node.Reads;
using Evenhand.Node.Roles;
using Evenhand.Notation;
using Evenhand.Pages.Console;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Sites.Filling;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Sites.Console;

/// <summary>What stands on every page of the console.</summary>
internal sealed class ConsoleFrames(EvenhandNode node, PageForms forms)
{
    private const int MostCounted = 99;

    /// <summary>For the page of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="refused">The form of that page that was refused just now.</param>
    public ConsoleFrame Of(HttpContext context, RefusedForm? refused = null)
    {
        var id = Caller.Of(context).Key.Person;
        var name = node.People.Find(id)?.Name is { Length: > 0 } known ? known : id;
        var waiting = Waiting();
        return new ConsoleFrame(name, forms.Seed(context, refused))
        {
            Closed = ClosedTo(Caller.Of(context).Key.Roles),
            Waiting = waiting,
            Filling = node.Looks.Filling is { } so ? (so.Read, so.All) : null,
        };
    }

    /// <summary>How many open cases there are, and accounts that wait for an answer.</summary>
    private Dictionary<string, string> Waiting()
    {
        var open = new CaseQuery(CaseState.Open, null, null, null, null);
        var cases = node.Standing.Cases(open, null, MostCounted);
        var asking = node.Standing.Asking(null, MostCounted);
        return new[]
        {
            (At: "/console/desk", cases.Items.Count, cases.Next),
            (At: "/console/asked", asking.Items.Count, asking.Next),
        }
            .Where(each => each.Count > 0)
            .ToDictionary(
                each => each.At,
                each => $"{Counted.Of(each.Count)}{(each.Next is null ? "" : "+")}"
            );
    }

    private static string[] ClosedTo(RoleSet roles) =>
        [
            .. ConsoleLayout
                .Places.Select(place => place.At)
                .Where(at => !AccessTable.Of("GET", at).Admits(roles)),
        ];
}

using Evenhand.Node;
using Evenhand.Node.Roles;
using Evenhand.Pages.Console;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Sites;

/// <summary>What stands on every page of the console.</summary>
internal sealed class ConsoleFrames(EvenhandNode node, PageForms forms)
{
    /// <summary>For the page of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="refused">The form of that page that was refused just now.</param>
    public ConsoleFrame Of(HttpContext context, RefusedForm? refused = null)
    {
        var id = Caller.Of(context).Key.Person;
        var name = node.People.Find(id)?.Name is { Length: > 0 } known ? known : id;
        return new ConsoleFrame(name, forms.Seed(context, refused))
        {
            Closed = ClosedTo(Caller.Of(context).Key.Roles),
        };
    }

    private static string[] ClosedTo(RoleSet roles) =>
        [
            .. ConsoleLayout
                .Places.Select(place => place.At)
                .Where(at => !AccessTable.Of("GET", at).Admits(roles)),
        ];
}

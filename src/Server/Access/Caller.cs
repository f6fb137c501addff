using Evenhand.Node;
using Evenhand.Node.Roles;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Access;

/// <summary>Who sends a request that has passed the guard.</summary>
/// <param name="Key">The key that was shown.</param>
public readonly record struct Caller(Key Key)
{
    /// <summary>The one account that the caller speaks for; null for any.</summary>
    public string? OnlyAccount => Key.Roles.Contains(Role.Account) ? Key.Account.Text : null;

    /// <summary>Whether the caller may see an account.</summary>
    public bool MaySee(string account) => OnlyAccount is not { } own || own == account;

    /// <summary>The caller as a sender of events.</summary>
    public Sender SenderTo(EvenhandNode node) => node.SenderOf(Key);

    /// <summary>The caller of a request.</summary>
    /// <exception cref="InvalidOperationException">The route is public: it has no caller.</exception>
    public static Caller Of(HttpContext context) =>
        new(
            context.Features.Get<Key>()
                ?? throw new InvalidOperationException("the request has not passed the guard")
        );
}

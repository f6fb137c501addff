using System.Diagnostics;
using Evenhand.Node.Refusals;

namespace Evenhand.Node.Accounts;

/// <summary>Tells what sets an account aside from what only ends a request.</summary>
internal static class AccountFault
{
    /// <summary>Whether an exception is a fault of the account's, and not of the request's or of the stop's.</summary>
    public static bool Is(Exception fault) =>
        fault is not (RequestException or OperationCanceledException) && !Debugger.IsAttached;
}

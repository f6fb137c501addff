using System.Net.Sockets;
using Evenhand.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace Evenhand.Server;

/// <summary>Begins to listen, and says in words of ours why that is not possible.</summary>
internal static class Listening
{
    /// <exception cref="CannotServeException">An address cannot be listened on.</exception>
    public static async Task BeginAsync(WebApplication app, ServerSettings settings)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw Cannot(
                settings,
                "another program listens there; stop it, or choose another port",
                error
            );
        }
        catch (Exception error) when (SocketOf(error) is { } socket)
        {
            throw Cannot(settings, Why(socket), error);
        }
    }

    private static SocketException? SocketOf(Exception? error) =>
        error as SocketException ?? (error is null ? null : SocketOf(error.InnerException));

    private static string Why(SocketException error) =>
        error.SocketErrorCode switch
        {
            SocketError.AccessDenied =>
                "this user may not take such a port; choose one from 1024 on",
            SocketError.AddressNotAvailable => "this machine has no such address",
            SocketError.AddressAlreadyInUse =>
                "another program listens there; stop it, or choose another port",
            _ => error.Message,
        };

    private static CannotServeException Cannot(
        ServerSettings settings,
        string why,
        Exception cause
    ) => new($"cannot listen at {string.Join(", ", settings.Urls)}: {why} (--urls)", cause);
}

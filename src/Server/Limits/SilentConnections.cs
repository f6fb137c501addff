using Evenhand.Node.Roles;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Evenhand.Server.Limits;

/// <summary>
/// Closes connections of strangers that say nothing: whoever connects and sends no request, or none with a key that is
/// known, holds a place that others need. What comes slowly after its first byte, and keys that fall silent, are Kestrel's
/// to end.
/// </summary>
/// <param name="patience">How long a stranger's connection may go without a request.</param>
/// <param name="clock">The time.</param>
internal sealed class SilentConnections(TimeSpan patience, TimeProvider clock)
{
    /// <summary>Watches the connections of an endpoint.</summary>
    public void Watch(ListenOptions endpoint) =>
        endpoint.Use(next =>
            connection =>
            {
                var mark = new Mark(connection, clock.GetTimestamp());
                connection.Features.Set(mark);
                connection
                    .Features.Get<IConnectionHeartbeatFeature>()
                    ?.OnHeartbeat(state => Look((Mark)state), mark);
                return next(connection);
            }
        );

    /// <summary>Notes that a request is under way. The middleware stands first.</summary>
    public async Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        var mark = context.Features.Get<Mark>();
        mark?.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            mark?.End(context.Features.Get<Key>() is not null, clock.GetTimestamp());
        }
    }

    private void Look(Mark mark)
    {
        if (mark.SilentSince is { } since && clock.GetElapsedTime(since) > patience)
            mark.Connection.Abort(new ConnectionAbortedException("no request came"));
    }

    /// <summary>What is known of a connection. Over HTTP/2 several requests are under way at once.</summary>
    private sealed class Mark(ConnectionContext connection, long begun)
    {
        private readonly Lock gate = new();
        private long silentSince = begun;
        private int underWay;
        private bool isKnown;

        public ConnectionContext Connection => connection;

        /// <summary>Since when nothing has come from a stranger; null while something is under way, and of who showed a key.</summary>
        public long? SilentSince
        {
            get
            {
                lock (gate)
                    return isKnown || underWay > 0 ? null : silentSince;
            }
        }

        public void Begin()
        {
            lock (gate)
                underWay++;
        }

        public void End(bool showedKey, long now)
        {
            lock (gate)
                (underWay, isKnown, silentSince) = (underWay - 1, isKnown || showedKey, now);
        }
    }
}

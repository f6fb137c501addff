using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Evenhand.Server.Limits;

/// <summary>
/// Closes connections that do not begin: whoever connects and sends no request holds a place that others need. What comes
/// slowly after its first byte is Kestrel's to end.
/// </summary>
/// <param name="patience">How long a connection may go without a first request.</param>
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

    /// <summary>Notes that a connection has sent a request. The middleware stands first.</summary>
    public static Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Mark>() is { } mark)
            mark.HasSpoken = true;
        return next(context);
    }

    private void Look(Mark mark)
    {
        if (!mark.HasSpoken && clock.GetElapsedTime(mark.Begun) > patience)
            mark.Connection.Abort(new ConnectionAbortedException("no request came"));
    }

    private sealed class Mark(ConnectionContext connection, long begun)
    {
        public ConnectionContext Connection => connection;

        public long Begun => begun;

        public bool HasSpoken { get; set; }
    }
}

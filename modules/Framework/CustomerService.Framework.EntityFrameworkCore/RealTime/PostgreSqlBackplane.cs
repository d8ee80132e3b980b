using System.Text.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Threading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CustomerService.Framework.EntityFrameworkCore.RealTime;

/// <summary>Carries hub messages between nodes by LISTEN/NOTIFY. Best effort: caches also age, screens also reload.</summary>
internal sealed class PostgreSqlBackplane : BackgroundService, IRealTimeBackplane
{
    private const string Channel = "customer_service_hub";
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);

    private readonly Guid _node = Guid.NewGuid();
    private readonly IServiceProvider _services;
    private readonly ILogger<PostgreSqlBackplane> _logger;
    private readonly NpgsqlDataSource _source;
    private readonly RequestCoalescer<string, bool> _notify;

    public PostgreSqlBackplane(IServiceProvider services, IOptions<DatabaseOptions> options, ILogger<PostgreSqlBackplane> logger)
    {
        (_services, _logger) = (services, logger);
        _source = NpgsqlDataSource.Create(options.Value.ConnectionString);
        _notify = new RequestCoalescer<string, bool>(NotifyAsync);
    }

    public Task SendAsync(Guid tenantKey, RealTimeMessage message) =>
        _notify.InvokeAsync(JsonSerializer.Serialize(new Envelope(_node, tenantKey, message)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                _logger.LogWarning(e, "Lost the connection that listens for other nodes; trying again");
                await Task.Delay(PauseAfterFailure, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public override void Dispose()
    {
        _source.Dispose();
        base.Dispose();
    }

    private async Task<IReadOnlyList<bool>> NotifyAsync(IReadOnlyList<string> payloads)
    {
        await using var command = _source.CreateCommand("select pg_notify($1, p) from unnest($2) p");
        command.Parameters.Add(new NpgsqlParameter { Value = Channel });
        command.Parameters.Add(new NpgsqlParameter { Value = payloads.Distinct().ToArray() });
        await command.ExecuteNonQueryAsync();
        return [.. payloads.Select(_ => true)];
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await _source.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, notification) => _ = DeliverAsync(notification.Payload);
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        while (true)
        {
            await connection.WaitAsync(stoppingToken);
        }
    }

    private async Task DeliverAsync(string payload)
    {
        var envelope = JsonSerializer.Deserialize<Envelope>(payload)!;
        if (envelope.Node != _node)
        {
            await _services.GetRequiredService<RealTimeHub>().DeliverAsync(envelope.TenantKey, envelope.Message);
        }
    }

    private sealed record Envelope(Guid Node, Guid TenantKey, RealTimeMessage Message);
}

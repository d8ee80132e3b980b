using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.Routing.Escalations;
using CustomerService.Routing.Exceptions;

namespace CustomerService.Routing.Fakes;

/// <summary>What routing told the other modules.</summary>
internal sealed class Told : ISingletonDependency
{
    public List<ExceptionChangedEto> Exceptions { get; } = [];

    public List<WebhookDeadLetteredEto> Webhooks { get; } = [];
}

internal sealed class ToldListener(Told told)
    : IDistributedEventHandler<ExceptionChangedEto>,
        IDistributedEventHandler<WebhookDeadLetteredEto>
{
    public Task HandleEventAsync(ExceptionChangedEto eto, CancellationToken cancellationToken)
    {
        told.Exceptions.Add(eto);
        return Task.CompletedTask;
    }

    public Task HandleEventAsync(WebhookDeadLetteredEto eto, CancellationToken cancellationToken)
    {
        told.Webhooks.Add(eto);
        return Task.CompletedTask;
    }
}

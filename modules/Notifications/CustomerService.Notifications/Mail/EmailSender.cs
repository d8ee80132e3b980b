using CustomerService.Framework.Data;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

internal sealed class EmailSender(
    CustomerServiceDbContext db,
    QueueLoopSignal<MailDispatcher> signal,
    IUnitOfWork unitOfWork,
    IOptions<SmtpOptions> options,
    TimeProvider time
) : IEmailSender, ITransientDependency
{
    public bool IsSetUp => options.Value.IsSetUp;

    public async Task QueueAsync(EmailMessage message, CancellationToken cancellationToken = default)
    {
        if (
            message.Key is { } key
            && (
                db.Set<OutgoingMail>().Local.Any(m => m.Key == key)
                || await db.Set<OutgoingMail>().AnyAsync(m => m.Key == key, cancellationToken)
            )
        )
        {
            return;
        }

        var mail = new OutgoingMail(message, time.GetUtcNow().UtcDateTime);
        db.Add(mail);
        if (!IsSetUp)
        {
            // Kept and shown, but not offered to the loop, which could do no more than say the same.
            mail.MarkNotSetUp();
            return;
        }

        unitOfWork.OnCompleted(() =>
        {
            signal.Raise();
            return Task.CompletedTask;
        });
    }
}

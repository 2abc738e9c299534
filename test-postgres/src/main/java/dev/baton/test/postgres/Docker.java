package dev.baton.test.postgres;

import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/** Asks Docker for an image. Nothing is pulled, and nothing is waited for without limit. */
final class Docker {

  /** The longest wait for an answer, unless the system property {@code baton.test.docker-seconds} says otherwise. */
  static final int SECONDS = 8;

  private Docker() {}

  /** Looks for Docker where Testcontainers would, and for the image there. */
  static Decision ask(String image) {
    return ask(
        image,
        Duration.ofSeconds(Integer.getInteger("baton.test.docker-seconds", SECONDS)),
        () ->
            ServiceLoader.load(DockerClientProviderStrategy.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
  }

  /**
   * @param strategies further places to look for Docker, besides DOCKER_HOST
   */
  static Decision ask(
      String image, Duration patience, Callable<List<DockerClientProviderStrategy>> strategies) {
    try {
      return within(patience, "docker-question", new Question(image, strategies));
    } catch (TimeoutException e) {
      return Decision.embedded("Docker does not answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      String host = System.getenv("DOCKER_HOST");
      String where = host == null ? "" : " at DOCKER_HOST=" + host;
      // Testcontainers has looked everywhere; its message refers to its log.
      String how = e.getCause() instanceof IllegalStateException ? "" : ": " + e.getCause();
      return Decision.embedded("there is no Docker" + where + how);
    }
  }

  /**
   * Does work that may hang on a thread of its own, which is left behind then: the Docker client cannot be interrupted.
   *
   * @throws TimeoutException if it takes longer
   * @throws ExecutionException if it fails
   */
  static <T> T within(Duration patience, String name, Callable<T> work)
      throws TimeoutException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }

  private record Question(String image, Callable<List<DockerClientProviderStrategy>> strategies)
      implements Callable<Decision> {

    @Override
    public Decision call() throws Exception {
      DockerClientProviderStrategy docker =
          DockerClientProviderStrategy.getFirstValidStrategy(strategies.call());
      try {
        docker.getDockerClient().inspectImageCmd(image).exec();
        return Decision.container(image, "Docker has the image");
      } catch (NotFoundException e) {
        return Decision.embedded(
            "Docker has no image %s; 'docker pull %s' fetches it".formatted(image, image));
      }
    }
  }
}

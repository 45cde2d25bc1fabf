# The kit for a school's JupyterHub or a laptop. Build it from the students' archive, as the solutions
# would be in it otherwise:
#
#   ./lab release && unzip target/release/genlab.zip && docker build -t genlab genlab
#   docker run --rm -p 8888:8888 genlab
#
# All is built here; at run time nothing is downloaded, and nothing runs as root. The kit is in
# /opt/genlab, as a hub lays a student's own folder over the home.
ARG BASE=docker.io/library/debian:12-slim
FROM ${BASE}

# Debian's Jupyter and JupyterHub. A hub of another major version asks for its own, by pip (untried):
#   --build-arg JUPYTERHUB=5.2.1
ARG JUPYTERHUB=
RUN apt-get update \
    && if [ -z "$JUPYTERHUB" ]; then jupyter="jupyter-notebook python3-nbconvert jupyterhub"; \
       else jupyter="python3-venv"; fi \
    && apt-get install -y --no-install-recommends \
       ca-certificates openjdk-17-jdk-headless maven $jupyter \
    && rm -rf /var/lib/apt/lists/* \
    && if [ -n "$JUPYTERHUB" ]; then python3 -m venv /opt/jupyter \
       && /opt/jupyter/bin/pip install --no-cache-dir "notebook>=7.2,<8" "nbconvert>=7.16,<8" \
          "jupyterhub==$JUPYTERHUB"; fi \
    && useradd --create-home --uid 1000 --shell /bin/bash student

COPY --chown=1000:1000 . /opt/genlab
RUN if [ -e /opt/genlab/grading ]; then \
       echo "This is the instructor's copy, with the solutions: build from what './lab release' makes." >&2; \
       exit 1; fi \
    && chown 1000:1000 /opt/genlab \
    && mkdir -p /etc/jupyter \
    && cp /opt/genlab/binder/jupyter_config.json /etc/jupyter/jupyter_notebook_config.json \
    && cp /opt/genlab/binder/jupyter_config.json /etc/jupyter/jupyter_server_config.json

USER 1000
ENV HOME=/home/student PATH=/opt/jupyter/bin:$PATH LANG=C.UTF-8 \
    JUPYTER_PATH=/opt/genlab/.lab \
    MAVEN_OPTS=-Dmaven.repo.local=/opt/genlab/.m2
WORKDIR /opt/genlab
RUN ./lab run binder/check.ipynb

EXPOSE 8888
ENTRYPOINT ["/opt/genlab/binder/start-in-home"]
CMD ["jupyter", "notebook", "--ip=0.0.0.0", "--no-browser"]
